import type { Control } from '../../main/sandbox/control-client.ts';
import type { Random } from '../../main/sandbox/random.ts';
import type { Intent } from '../../shared/edits.ts';
import type { Desk } from './desk.ts';
import { irdCompared } from './ird-compared.ts';
import { correctedAtClient, meantOfClient, toTheLimits } from './ird-deeds.ts';
import { edit } from './person.ts';
import { hangingCall, randomFault, randomHostility, randomLag, randomPoison, randomRefusal } from './gateway-faults.ts';
import { faultOfCall } from './played.ts';
import { actOfAnother, type Original } from './second-actor.ts';
import type { Ways } from './ways.ts';

/** Inland Revenue: contacts of clients, phones with calls of their own, links that come and go. */
export function irdWays(control: Control, original: Original): Ways {
  /** Some client is somebody else's from now on; half the time while its edits are being sent. */
  async function delink(desk: Desk, random: Random): Promise<void> {
    const clientId = random.pick(desk.clients);
    if (random.chance(0.5)) await edit(desk, random, clientId);
    await control.unlink(clientId);
    desk.touched.add(clientId);
    desk.plays('F20');
  }

  async function relink(desk: Desk, random: Random): Promise<void> {
    for (const clientId of desk.clients) await control.link(clientId);
    if (random.chance(0.5)) await desk.engine.ask('sync.refresh', {});
  }

  return {
    control,
    faults: {
      ...{ random: randomFault, refusal: randomRefusal, poison: randomPoison, hostility: randomHostility, lag: randomLag, hanging: hangingCall, met: faultOfCall },
      changing: () => ({ path: '/gateway/contact/' }),
      hardest: { method: 'POST', path: '/gateway/contact/phone' },
    },
    deck: { 'to the limits': [1.5, toTheLimits], delink: [1.2, delink], relink: [1.2, relink] },
    meant: meantOfClient,
    corrected: (intent, contents) => correctedAtClient(intent as Intent, contents),
    other: (field, contents) => (field === 'name' ? contents.name() : field === 'phone.number' ? contents.number() : null),
    another: (_desk, random, clientId, contents) => actOfAnother(control, random, clientId, contents, original),
    authorization: async () => `Bearer ${(await control.token()).token}`,
    expire: () => control.expireTokens(),
    begin: () => undefined,
    heal: async (desk) => {
      for (const clientId of desk.clients) await control.link(clientId);
    },
    compared: (desk) => irdCompared(desk, control),
  };
}
