import { KeyRound } from 'lucide-react';
import { Button } from '../theme/button.tsx';
import type { SecretField } from './fields.ts';
import { labels } from './fields.ts';

interface Props {
  field: SecretField;
  /** Taken away by the person, and gone once the form is saved. */
  removed: boolean;
  onReplace: () => void;
  onRemove: (gone: boolean) => void;
}

/** What the connection can do without; a pass phrase and a key go with their certificate. */
const removable: readonly SecretField[] = ['secrets.authorities', 'secrets.proxyPassword'];

/** A secret that is held: never shown, only replaced or taken away. */
export function Kept({ field, removed, onReplace, onRemove }: Props) {
  const label = labels[field].replace(/ \(.*\)$/, '');
  return (
    <p className="kept">
      <KeyRound size={14} aria-hidden />
      <span className="quiet">{removed ? 'Goes when you save' : 'Held, and never shown'}</span>
      {removed ? (
        <Button look="plain" small onPress={() => onRemove(false)} aria-label={`Keep it: ${label}`}>
          Keep it
        </Button>
      ) : (
        <>
          <Button look="plain" small onPress={onReplace} aria-label={`Replace: ${label}`}>
            Replace
          </Button>
          {removable.includes(field) && (
            <Button look="plain" small onPress={() => onRemove(true)} aria-label={`Remove: ${label}`}>
              Remove
            </Button>
          )}
        </>
      )}
    </p>
  );
}
