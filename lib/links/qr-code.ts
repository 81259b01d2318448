import { correction, generate } from 'lean-qr';
import { toPngBuffer } from 'lean-qr/extras/node_export';
import { toSvgSource } from 'lean-qr/extras/svg';

/** What a camera needs around the code. */
const QUIET_ZONE = 4;

/** A code that is still read when a seventh of it is covered. */
const codeOf = (text: string) => generate(text, { minCorrectionLevel: correction.M });

export const qrSvg = (text: string): string =>
  toSvgSource(codeOf(text), {
    on: '#000',
    off: '#fff',
    pad: QUIET_ZONE,
    xmlDeclaration: true,
    width: 512,
    height: 512,
  });

/** As large as it can be within so many pixels, each module of whole ones. */
export function qrPng(text: string, size: number): Uint8Array<ArrayBuffer> {
  const code = codeOf(text);
  const scale = Math.max(1, Math.floor(size / (code.size + 2 * QUIET_ZONE)));
  return new Uint8Array(toPngBuffer(code, { on: [0, 0, 0, 255], off: [255, 255, 255, 255], pad: QUIET_ZONE, scale }));
}
