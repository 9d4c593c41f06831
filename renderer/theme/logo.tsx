/** The product's own sign: a book with a person in it. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden>
      <rect x="3" y="2" width="18" height="20" rx="4" className="logo-cover" />
      <circle cx="12.75" cy="9.25" r="2.75" className="logo-page" />
      <path d="M7.75 17.5c.5-2.6 2.5-4 5-4s4.5 1.4 5 4" className="logo-line" />
      <path d="M1.75 7.5h2.5M1.75 12h2.5M1.75 16.5h2.5" className="logo-rings" />
    </svg>
  );
}
