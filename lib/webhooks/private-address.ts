import { BlockList, isIP } from 'node:net';

/** What leads into this machine or its network, or nowhere: IANA's special-purpose registries. */
const RANGES = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // where clouds keep the keys of a machine
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** The public part of IPv6, and what of it leads elsewhere all the same. */
const PUBLIC_V6 = ['2000::', 3] as const;
const RANGES_V6 = [
  ['2001::', 23], // Teredo and other special purposes
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4, which holds an IPv4 address
  ['3fff::', 20],
] as const;

const closed = new BlockList();
for (const [net, prefix] of RANGES) closed.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of RANGES_V6) closed.addSubnet(net, prefix, 'ipv6');
const open = new BlockList();
open.addSubnet(...PUBLIC_V6, 'ipv6');

/** Whether an address is not one of the public internet; also of what is no address at all. */
export function isPrivateAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return closed.check(address, 'ipv4');
  if (version === 6) return !open.check(address, 'ipv6') || closed.check(address, 'ipv6');
  return true;
}

/** For installations whose receivers are on their own network. */
export const allowsPrivateAddresses = (): boolean => process.env.HEADWATER_ALLOW_PRIVATE_WEBHOOKS === '1';
