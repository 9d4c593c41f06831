import type { ReactNode } from 'react';

/** One part of the settings: its title on the left, what it holds beside it. */
export function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="settings-group" aria-label={title}>
      <h3>{title}</h3>
      <div className="settings-content">{children}</div>
    </section>
  );
}
