import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from 'playwright';

const looks = [
  { colorScheme: 'light', contrast: 'no-preference' },
  { colorScheme: 'dark', contrast: 'no-preference' },
  { colorScheme: 'light', contrast: 'more' },
  { colorScheme: 'dark', contrast: 'more' },
] as const;

/** Every rule of axe on what is on screen now, light, dark and in high contrast. Reported together, so that one run shows all there is to fix. */
export async function scan(page: Page, state: string): Promise<void> {
  for (const look of looks) {
    await page.emulateMedia({ ...look, reducedMotion: 'reduce' });
    // The debugger's second page that axe would otherwise open for its report does not exist in a desktop app.
    const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(passes.length, 'rules that had something to look at').toBeGreaterThan(10);
    const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`));
    expect.soft(found, `${state}, ${look.colorScheme}, contrast ${look.contrast}`).toEqual([]);
  }
  await page.emulateMedia({ ...looks[0], reducedMotion: 'reduce' });
}
