/** Choices about the look of this window, kept by the renderer itself. Nothing about clients is ever kept here. */
type Choice = 'theme' | 'single-keys';

/** The remembered value, if it is one of `allowed`; otherwise the first of them. */
export function recall<T extends string>(choice: Choice, allowed: readonly [T, ...T[]]): T {
  const kept = localStorage.getItem(choice);
  return allowed.find((value) => value === kept) ?? allowed[0];
}

export const remember = (choice: Choice, value: string): void => localStorage.setItem(choice, value);
