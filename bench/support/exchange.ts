import type { Socket } from 'node:net';

/** Sends one request over a connection that stays open; the status of the answer. Rejects when the connection ends. */
export function exchange(socket: Socket, head: string, body?: Buffer): Promise<number> {
  socket.write(`${head}\r\n\r\n`);
  if (body) socket.write(body);
  return new Promise((resolve, reject) => {
    let text = '';
    const take = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (!isComplete(text)) return;
      settle();
      resolve(Number(text.slice(9, 12)));
    };
    const fail = (error?: Error) => {
      settle();
      reject(error ?? new Error('the connection was closed'));
    };
    const settle = () => {
      socket.off('data', take).off('error', fail).off('close', fail);
    };
    socket.on('data', take).on('error', fail).on('close', fail);
  });
}

/** Small answers only: with a length, in chunks, or without a body. */
function isComplete(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const head = text.slice(0, end);
  if (/transfer-encoding: chunked/i.test(head)) return text.endsWith('0\r\n\r\n');
  return text.length >= end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
}
