import { expect, test } from '@playwright/test';
import { controlOf } from '../../../main/sandbox/control-client.ts';
import { startSandbox } from '../../../main/sandbox/sandbox.ts';
import { Desk } from '../../../scripts/drive/desk.ts';
import { findClient } from '../../../scripts/drive/people.ts';
import { openHome } from '../../../scripts/drive/app.ts';
import { startPackedApp } from '../../e2e-support/packed-app.ts';

test('the packed app reads a practice, keeps an edit made offline over a restart, and sends it exactly once', async () => {
  const sandbox = await startSandbox({ system: 'ird', profile: 'practice', clients: 40, seed: 7, port: 0 });
  const control = controlOf(sandbox.control);
  const home = await openHome();
  let app = await startPackedApp(home);
  try {
    const client = await findClient(control, (state) => state.Customer.Contact?.length === 1);
    const holder = client.state.Customer.Contact?.[0]?.Name ?? '';
    const desk = new Desk(app.page);
    await desk.connect(sandbox.url, sandbox.credentials.agency, sandbox.credentials.token, 'Ngata & Co');
    await desk.until(/Up to date/);
    await desk.open(client.number, client.name);
    await control.offline();
    await desk.until(/Offline/, 60_000);
    await desk.rename(await desk.level(), holder, 'Hēmi Parata');
    await desk.until(/1 edit waiting/);

    await app.quit();
    app = await startPackedApp(home);
    const again = new Desk(app.page);
    await again.until(/1 edit waiting/);
    await control.online();
    await again.tryNow();
    await again.until(/Up to date/);
    expect((await control.effects()).map(({ method, path }) => `${method} ${path}`)).toEqual(['PUT /gateway/contact/contact']);
  } finally {
    await app.quit();
    await home.remove();
    await sandbox.close();
  }
});
