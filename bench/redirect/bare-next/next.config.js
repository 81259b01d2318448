import { fileURLToPath } from 'node:url';

/** The packages are those of the checkout around it. */
export default { turbopack: { root: fileURLToPath(new URL('../../..', import.meta.url)) } };
