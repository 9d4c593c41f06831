import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Nothing here: what that means and what to do. */
export function Empty({ icon: Icon, title, children }: { icon?: LucideIcon; title: string; children: ReactNode }) {
  return (
    <div className="empty">
      {Icon && <Icon size={28} aria-hidden strokeWidth={1.5} />}
      <p className="empty-title">{title}</p>
      <p className="quiet">{children}</p>
    </div>
  );
}
