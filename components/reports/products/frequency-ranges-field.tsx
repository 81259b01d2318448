'use client';

import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useReportState } from '../filter-bar/use-report-state';

const DEFAULT = '1,2,3,4,5,6-10,11+';

/** The ranges of the histogram: from 1 on without a gap, the last open. */
export function FrequencyRangesField() {
  const [{ buckets }, setState] = useReportState();
  const [text, setText] = useState(buckets ?? DEFAULT);
  const save = () => setState({ buckets: text.trim() === '' || text === DEFAULT ? null : text });
  return (
    <TextInput
      size="xs"
      w={200}
      aria-label="Ranges of purchases"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
      }}
    />
  );
}
