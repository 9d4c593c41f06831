import { useEffect } from 'react';
import { useApp } from '../store.ts';

/** Long enough to read a line twice. Milliseconds. */
const shownFor = 7_000;

/** One quiet line of news. The live region is always there, so that a screen reader hears what comes into it. */
export function Notice() {
  const notice = useApp((state) => state.notice);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => useApp.getState().clearNotice(notice.id), shownFor);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <span className="notice" role="status" aria-label="Notices" aria-live="polite">
      {notice && <span key={notice.id}>{notice.text}</span>}
    </span>
  );
}
