import { config } from 'zod';

// Before the first shape is made: zod would try whether it may compile code, which the content security policy forbids
// and the browser's console reports.
config({ jitless: true });
