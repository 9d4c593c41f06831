import { UsersRound } from 'lucide-react';
import type { ShownContact } from '../../shared/views.ts';
import { useApp } from '../store.ts';
import { Button, IconButton } from '../theme/button.tsx';

interface Props {
  clientId: string;
  contact: ShownContact;
  /** With its word beside the picture. */
  words?: boolean;
}

/** Leads to the same person in the other connections; with one connection there is nowhere to look. */
export function AlsoIn({ clientId, contact, words = false }: Props) {
  const several = useApp((state) => state.connections.length > 1);
  const connectionId = useApp((state) => state.connectionId);
  if (!several) return null;
  const look = (): void => void useApp.getState().lookTogether({ connectionId, clientId, contact: contact.key });
  const label = `Also in other connections: ${contact.name || 'this contact'}`;
  if (words)
    return (
      <Button small onPress={look} aria-label={label}>
        <UsersRound size={13} aria-hidden />
        Also in…
      </Button>
    );
  return (
    <IconButton label={label} onPress={look}>
      <UsersRound size={14} aria-hidden />
    </IconButton>
  );
}
