import type { CheckLine } from '../../../../shared/connection-settings.ts';
import type { Fault } from '../../../../shared/faults.ts';
import type { Result } from '../../../../shared/result.ts';
import type { LinkedClients } from '../../gateway/connector.ts';
import type { ClientSource } from '../../host-contract.ts';

const wrong = (code: string, field: string, text: string): CheckLine => ({ what: 'clients', outcome: 'wrong', code, field, text });

/** How many clients the sign-in may work with, or why that cannot be told. Pure. */
export function accessLine(listed: Result<LinkedClients, Fault>, { from }: ClientSource): CheckLine {
  if (listed.ok) {
    const { length } = listed.value.clients;
    return { what: 'clients', outcome: 'ok', code: '', field: '', text: length === 1 ? '1 client is linked.' : `${length.toLocaleString('en-NZ')} clients are linked.` };
  }
  const fault = listed.error;
  if (from === 'numbers') return wrong(fault.kind, 'settings.signIn.clientNumbers', 'The clients\' numbers cannot be used.');
  if (fault.kind === 'signedOut') return wrong('tokenRefused', 'authorization', 'The gateway accepts the sign-in, but the client list service does not.');
  if (fault.kind === 'refused') return wrong(fault.code, fault.fields[0]?.field ?? '', fault.fields[0]?.text ?? '');
  if (fault.kind === 'broken') return wrong('broken', 'settings.agency', fault.incident);
  return wrong(fault.kind, 'settings.intermediation', 'The client list service did not give its answer. Check its address, or try again later.');
}
