import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to the database that can be cut, or left hanging, and opened again. */
export class CuttableProxy {
  private readonly pairs = new Set<{ near: Socket; far: Socket }>();
  private server: Server | null = null;
  private hanging = false;
  private port = 0;

  constructor(private readonly target: { host: string; port: number }) {}

  /** Lets everything through, also what was held back. */
  async open(): Promise<number> {
    this.hanging = false;
    for (const { near, far } of this.pairs) for (const socket of [near, far]) socket.resume();
    if (this.server) return this.port;
    this.server = createServer((near) => this.join(near));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    this.port = address && typeof address === 'object' ? address.port : 0;
    return this.port;
  }

  /** The server is gone: connections break, new ones are refused. */
  async cut(): Promise<void> {
    const { server } = this;
    this.server = null;
    server?.close();
    for (const { near, far } of this.pairs) for (const socket of [near, far]) socket.destroy();
    if (server) await once(server, 'close');
  }

  /** The way is blocked: connections stay, new ones seem to open, and nothing comes through. */
  hang(): void {
    this.hanging = true;
    for (const { near, far } of this.pairs) for (const socket of [near, far]) socket.pause();
  }

  private join(near: Socket): void {
    const far = connect(this.target);
    const pair = { near, far };
    this.pairs.add(pair);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (chunk: Buffer) => void to.write(chunk));
      from.on('error', () => {});
      from.on('close', () => {
        to.destroy();
        this.pairs.delete(pair);
      });
      if (this.hanging) from.pause();
    }
  }
}
