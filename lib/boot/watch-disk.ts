import { statfs } from 'node:fs/promises';

const MIB = 1024 * 1024;
const CHECK_EVERY_MS = 2000;

export interface DiskWatch {
  /** Whether so little is left that the database could soon fail in the middle of a write. */
  isFull(): boolean;
  stop(): void;
}

/** PostgreSQL stops hard on a full disk, so deliveries are refused a little before: at 5 % left, but never above 256 MB. */
export const isLow = ({ free, size }: { free: number; size: number }): boolean =>
  free < Math.max(48 * MIB, Math.min(256 * MIB, size * 0.05));

export function watchDisk(folder: string): DiskWatch {
  let full = false;
  const check = async () => {
    try {
      const { bavail, blocks, bsize } = await statfs(folder);
      full = isLow({ free: bavail * bsize, size: blocks * bsize });
    } catch {
      full = false; // a file system that cannot be asked is not known to be full
    }
  };
  void check();
  const timer = setInterval(() => void check(), CHECK_EVERY_MS).unref();
  return { isFull: () => full, stop: () => clearInterval(timer) };
}
