import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { FieldIssue } from '../../shared/faults.ts';
import type { SystemFacts } from '../../shared/systems.ts';
import { Box } from '../connection/lines.tsx';
import { proxies } from '../connection/network-fields.tsx';
import { Button } from '../theme/button.tsx';
import { ChoiceList } from '../theme/choice-list.tsx';
import { Fold } from '../theme/fold.tsx';
import { Segmented } from '../theme/segmented.tsx';
import { TextArea } from '../theme/text-area.tsx';
import { TextField } from '../theme/text-field.tsx';
import type { ConnectionDraft } from './record-connection-draft.ts';
import { chooseAddress, knownAddresses, otherAddress, problemOf, reserveWords, valueOf } from './record-connection-draft.ts';

interface Props {
  facts: SystemFacts;
  draft: ConnectionDraft;
  issues: readonly FieldIssue[];
  onChange: (draft: ConnectionDraft, ...touched: string[]) => void;
}

const labels: Readonly<Record<string, string>> = {
  'settings.address': 'Address', 'settings.name': 'Name for this connection (optional)', 'settings.reserve': 'Calls left to other programs (optional)', 'settings.proxy.kind': 'Proxy', 'settings.proxy.address': 'Proxy address',
  'settings.proxy.user': 'Proxy user (optional)', 'secrets.proxyPassword': 'Proxy password (optional)', 'secrets.authorities': 'Certificate authorities (PEM, optional)',
};

/** What a field is called, on its label and wherever a message points to it. */
export function labelOf(facts: SystemFacts, path: string): string {
  if (path === 'settings.scope') return facts.connect.scope?.label ?? facts.scopeWord;
  const secret = facts.connect.secrets.find(({ name }) => path === `secrets.${name}`);
  return secret === undefined ? (labels[path] ?? path) : secret.required ? secret.label : `${secret.label} (optional)`;
}

export function RecordConnectionFields(props: Props) {
  const { facts, draft } = props;
  const script = valueOf(draft, 'settings.proxy.kind');
  const far = script === 'fixed' || script === 'script';
  const [network, setNetwork] = useState(false);
  const [advanced, setAdvanced] = useState(false);
  const wrong = (...paths: string[]): boolean => props.issues.some(({ field }) => paths.includes(field));
  return (
    <>
      <Address {...props} />
      <Scope {...props} />
      {facts.connect.secrets.map(({ name, hint }) => (
        <Secret key={name} {...props} path={`secrets.${name}`} hint={hint} />
      ))}
      <Line {...props} path="settings.name" placeholder={facts.name} />
      <Fold title="Network" summary={`proxy: ${proxies.find(({ id }) => id === (script || 'system'))?.word.toLowerCase() ?? ''}`} open={network || wrong('settings.proxy.address', 'secrets.authorities', 'settings.proxy.kind')} onOpen={setNetwork}>
        <ProxyKind {...props} />
        {far && <Line {...props} path="settings.proxy.address" />}
        {far && <Line {...props} path="settings.proxy.user" />}
        {far && <Secret {...props} path="secrets.proxyPassword" hint="" />}
        <Authorities {...props} />
      </Fold>
      {reserveWords(facts) !== '' && (
        <Fold title="Advanced" summary={valueOf(draft, 'settings.reserve') === '' ? 'the usual share of the limit' : `${valueOf(draft, 'settings.reserve')} calls left to others`} open={advanced || wrong('settings.reserve')} onOpen={setAdvanced}>
          <Line {...props} path="settings.reserve" hint={reserveWords(facts)} />
        </Fold>
      )}
    </>
  );
}

const typed = (draft: ConnectionDraft, path: string, text: string): ConnectionDraft => ({ ...draft, values: { ...draft.values, [path]: text } });

function Address({ facts, draft, issues, onChange }: Props) {
  const addresses = knownAddresses(facts);
  const choice = valueOf(draft, 'settings.choice');
  const problem = problemOf(issues, 'settings.address');
  const options = [
    ...addresses.map(({ label, address, live }) => ({ id: address, word: label, meaning: live ? 'The system itself: what is sent there is real.' : 'A place to try things out: nothing there is real.' })),
    { id: otherAddress, word: 'Another address', meaning: 'A sandbox, or a relay in your firm.' },
  ];
  return (
    <Box field="settings.address">
      {addresses.length > 0 && <ChoiceList label="Where it is" options={options} value={choice} onChange={(chosen) => onChange(chooseAddress(draft, chosen), 'settings.address')} problem={choice === otherAddress ? '' : problem} />}
      {choice === otherAddress && (
        <TextField label={labelOf(facts, 'settings.address')} type="url" value={valueOf(draft, 'settings.address')} onChange={(text) => onChange(typed(draft, 'settings.address', text), 'settings.address')} problem={problem} hint="Up to where the paths of the system begin, as in https://contacts.example/v2." />
      )}
    </Box>
  );
}

function Scope({ facts, draft, issues, onChange }: Props) {
  const { scope } = facts.connect;
  if (scope === null) return null;
  const common = { label: scope.label, value: valueOf(draft, 'settings.scope'), problem: problemOf(issues, 'settings.scope'), hint: scope.hint, onChange: (text: string) => onChange(typed(draft, 'settings.scope', text), 'settings.scope') };
  return <Box field="settings.scope">{scope.several ? <TextArea {...common} rows={3} /> : <TextField {...common} />}</Box>;
}

function Line({ facts, draft, issues, onChange, path, hint = '', placeholder = '' }: Props & { path: string; hint?: string; placeholder?: string }) {
  return (
    <Box field={path}>
      <TextField label={labelOf(facts, path)} value={valueOf(draft, path)} onChange={(text) => onChange(typed(draft, path, text), path)} problem={problemOf(issues, path)} hint={hint} placeholder={placeholder} />
    </Box>
  );
}

/** A secret that is held shows only that it is. */
function Secret({ facts, draft, issues, onChange, path, hint }: Props & { path: string; hint: string }) {
  const [replacing, setReplacing] = useState(false);
  const label = labelOf(facts, path);
  const put = (text: string): void => onChange(typed(draft, path, text), path);
  const problem = problemOf(issues, path);
  if (draft.held.includes(path.slice('secrets.'.length)) && !replacing && problem === '')
    return (
      <Box field={path}>
        <div className="field" role="group" aria-label={label}>
          <span className="label">{label}</span>
          <p className="kept">
            <KeyRound size={14} aria-hidden />
            <span className="quiet">Kept, and not shown</span>
            <Button look="plain" small onPress={() => setReplacing(true)} aria-label={`Replace: ${label}`}>
              Replace
            </Button>
          </p>
        </div>
      </Box>
    );
  return (
    <Box field={path}>
      <TextField label={label} type="password" value={valueOf(draft, path)} onChange={put} problem={problem} hint={hint} autoFocus={replacing} />
      {replacing && (
        <Button look="plain" small onPress={() => (put(''), setReplacing(false))}>
          Keep the one that is held
        </Button>
      )}
    </Box>
  );
}

function ProxyKind({ draft, onChange }: Props) {
  return (
    <Box field="settings.proxy.kind">
      <div className="field">
        <span className="label" aria-hidden>
          Proxy
        </span>
        <div>
          <Segmented label="Proxy" options={proxies.map(({ id, word }) => ({ id, word }))} value={(valueOf(draft, 'settings.proxy.kind') || 'system') as (typeof proxies)[number]['id']} onChange={(kind) => onChange(typed(draft, 'settings.proxy.kind', kind), 'settings.proxy.address')} />
        </div>
      </div>
    </Box>
  );
}

function Authorities({ facts, draft, issues, onChange }: Props) {
  const path = 'secrets.authorities';
  const held = draft.held.includes('authorities') && valueOf(draft, path) === '';
  return (
    <Box field={path}>
      <TextArea label={labelOf(facts, path)} value={valueOf(draft, path)} rows={3} problem={problemOf(issues, path)} hint={held ? 'Some are held. What is pasted here takes their place.' : 'Only where the firm’s network has certificates of its own making.'} onChange={(text) => onChange(typed(draft, path, text), path)} />
    </Box>
  );
}
