'use client';

import { useSearchParams } from 'next/navigation';
import type { Mode } from '@/lib/reports/types';

export const useMode = (): Mode => (useSearchParams().get('mode') === 'test' ? 'test' : 'live');
