import { UserRound } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';
import { useWords } from '../desk/system-words.ts';
import { useApp } from '../store.ts';

interface Props {
  chosen: { id: string; name: string } | null;
  onChoose: (client: { id: string; name: string } | null) => void;
}

/** Shows only what belongs to the client that is open, and shows all again. */
export function OneClientToggle({ chosen, onChoose }: Props) {
  const detail = useApp((state) => state.detail);
  const { one } = useWords();
  const here = chosen ?? (detail === null ? null : { id: detail.id, name: detail.name === '' ? detail.number : detail.name });
  return (
    <ToggleButton className="button one-client" isDisabled={here === null} isSelected={chosen !== null} onChange={(on) => onChoose(on ? here : null)} aria-label={`This ${one} only: ${here === null ? `open a ${one} first` : here.name}`}>
      <UserRound size={14} aria-hidden />
      <span>{chosen === null ? `This ${one}` : chosen.name}</span>
    </ToggleButton>
  );
}
