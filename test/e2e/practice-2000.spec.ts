import { expect, test } from './desk-fixture.ts';

const clients = 2_000;
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');

test('two thousand clients are read, scrolled to the very end and found by name, number and phone; the list works meanwhile', async ({ office }) => {
  test.setTimeout(180_000);
  await office.openGateway(clients);
  const { rows } = await office.control.clients(0, clients);
  const linked = rows.filter(({ link }) => link);
  const withMacron = linked.find(({ name }) => /[āēīōū]/.test(name) && linked.filter((other) => other.name === name).length === 1);
  expect(withMacron).toBeDefined();

  // Reading waits for a sign from us: the list is used while there is surely more to come.
  await office.control.order({ fault: 'latency', ms: 400, skip: 60 });
  const desk = await office.start();
  await desk.connect(office.gateway.url, office.agency, office.token, 'Ngata & Co');
  const bar = desk.page.getByRole('progressbar', { name: 'Clients read' });
  await expect(bar).toBeVisible();
  const first = desk.list.getByRole('option').filter({ hasText: /[a-z]{3}/i }).first();
  await first.click();
  await expect(desk.client.getByRole('heading', { level: 2 })).toBeVisible();
  await expect(desk.client.getByRole('region', { name: 'Customer contacts' })).toBeVisible();
  await desk.search('no such client');
  await expect(desk.page.getByText('Nothing found for “no such client”')).toBeVisible();
  await expect(desk.page.getByText('More clients are still being read.')).toBeVisible();
  await desk.search('');
  await expect(bar).toBeVisible();

  await office.control.calm();
  await desk.until(/Up to date/, 150_000);
  await expect(bar).toHaveCount(0);

  // The last one, by keyboard: the list tells its length, although only a window of it exists.
  await desk.list.focus();
  await desk.page.keyboard.press('End');
  const last = desk.list.locator(`[aria-posinset="${linked.length}"]`);
  await expect(last).toBeInViewport();
  await expect(last).toHaveAttribute('aria-setsize', String(linked.length));
  await expect(last).toContainText(/[a-z]{3}/i);
  expect(await desk.list.getByRole('option').count()).toBeLessThan(100);
  await desk.page.keyboard.press('Home');
  await expect(desk.list.locator('[aria-posinset="1"]')).toBeInViewport();

  const found = desk.page.getByRole('status', { name: 'Clients found' });
  const name = withMacron?.name ?? '';
  for (const typed of [name, plain(name).toLowerCase()]) {
    await desk.search(typed);
    await expect(desk.list.getByRole('option', { name: new RegExp(name.slice(0, 12).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) }).first()).toBeVisible();
    await expect(found).toHaveText(/^\d+ found$/);
  }

  let phone: { number: string; client: string } | null = null;
  for (const row of linked.slice(0, 50)) {
    const state = await office.control.client(row.client);
    const held = state?.Customer.Contact?.flatMap(({ Phone }) => Phone).find(({ Country, PhoneNumber }) => Country === 'NZ' && PhoneNumber.length >= 9);
    if (held) {
      phone = { number: held.PhoneNumber, client: row.client };
      break;
    }
  }
  expect(phone).not.toBeNull();
  const digits = phone?.number ?? '';
  const theirs = (phone?.client ?? '').replace(/^\w+:/, '').replace(/^(\d{3})(\d{3})(\d{3})$/, '$1-$2-$3');
  for (const typed of [digits, `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`, digits.slice(-7)]) {
    await desk.search(typed);
    await expect(desk.list.getByRole('option', { name: new RegExp(theirs) })).toBeVisible();
  }
});
