import { randomBytes } from 'node:crypto';

/** An unguessable id that says what it names: "ws_4f0c…". */
export function newId(
  prefix:
    | 'link'
    | 'ws'
    | 'usr'
    | 'inv'
    | 'key'
    | 'conn'
    | 'wsec'
    | 'ses'
    | 'ptn'
    | 'rwd'
    | 'com'
    | 'pay'
    | 'prop'
    | 'hook'
    | 'msg'
    | 'pinv'
    | 'pses',
): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}
