import { useEffect } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useApp } from '../store.ts';
import { runCommand } from './commands.ts';

/** Long enough to read a line twice; longer where there is something to do about it. Milliseconds. */
const shownFor = { read: 7_000, act: 30_000 };

/** One quiet line of news. The live region is always there, so that a screen reader hears what comes into it. */
export function Notice() {
  const notice = useApp((state) => state.notice);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => useApp.getState().clearNotice(notice.id), notice.back.length > 0 ? shownFor.act : shownFor.read);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <span className="notice">
      <span className="notice-text" role="status" aria-label="Notices" aria-live="polite">
        {notice && <span key={notice.id}>{notice.text}</span>}
      </span>
      {notice && notice.back.length > 0 && (
        <AriaButton className="status-button" onPress={() => runCommand('reopen')}>
          Bring back
        </AriaButton>
      )}
    </span>
  );
}
