import { describe, expect, it } from 'vitest';
import { summaryWords } from '../../../renderer/connection/check-words.ts';
import type { CheckLine } from '../../../shared/connection-settings.ts';

const line = (what: CheckLine['what'], outcome: CheckLine['outcome']): CheckLine => ({ what, outcome, code: '', field: '', text: '' });

describe('the result of a test, in one sentence', () => {
  it('names what is wrong, or says that nothing is', () => {
    expect(summaryWords([line('settings', 'ok'), line('certificate', 'wrong'), line('clock', 'wrong'), line('clock', 'wrong'), line('token', 'skipped')])).toBe('Something is wrong: client certificate, clock.');
    expect(summaryWords([line('settings', 'ok'), line('gateway', 'ok')])).toBe('Everything is in order.');
    expect(summaryWords([line('settings', 'ok'), line('token', 'skipped')])).toBe('Nothing is wrong; one thing could not be looked at yet.');
    expect(summaryWords([line('settings', 'ok'), line('token', 'skipped'), line('clients', 'skipped')])).toBe('Nothing is wrong; 2 things could not be looked at yet.');
  });
});
