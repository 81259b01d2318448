import { pino } from 'pino';
import { refusalLog } from './refusal-log';

const log = pino({ name: 'headwater', base: null });

export const logRefusal = refusalLog((entry) => log.warn(entry, 'refused'));
