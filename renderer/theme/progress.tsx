/** A bar of done out of total. `label` says of what, for a screen reader. */
export function Progress({ label, done, total }: { label: string; done: number; total: number }) {
  const percent = total === 0 ? 0 : Math.min(100, Math.round((done / total) * 100));
  return (
    <span className="progress" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={total} aria-valuenow={Math.min(done, total)} aria-valuetext={`${done} of ${total}`}>
      <span style={{ width: `${percent}%` }} />
    </span>
  );
}
