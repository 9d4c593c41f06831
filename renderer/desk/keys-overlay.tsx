import { X } from 'lucide-react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useApp } from '../store.ts';
import { IconButton } from '../theme/button.tsx';
import { chordWords } from './commands.ts';
import { inWords, useWords } from './system-words.ts';

const groups: readonly { title: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    title: 'Find and move',
    keys: [['Mod+K', 'Find a client or a command'], ['/', 'Search clients'], ['J  ↓', 'Next client'], ['K  ↑', 'Previous client'], ['Enter', 'Open the client'], ['Mod+1  Mod+9', 'Another connection to the front'], ['Esc', 'Close a form, the queue or a window']],
  },
  {
    title: 'Change',
    keys: [['N', 'New contact'], ['P', 'New phone'], ['E', 'Rename or change contact'], ['Enter', 'Save a form'], ['U', 'Undo the last unsent edit']],
  },
  {
    title: 'Queue and history',
    keys: [['Q', 'Show or hide the queue'], ['↑  ↓', 'Move from edit to edit'], ['C', 'Next edit that needs you'], ['1', 'Conflict: keep mine'], ['2', 'Conflict: keep theirs'], ['3', 'Conflict: type another value'], ['Z', 'Bring back what was undone'], ['H', 'History']],
  },
  {
    title: 'Anywhere',
    keys: [['F9', 'Send now'], ['Mod+R', 'Read all clients again'], ['Mod+Shift+O', 'Work offline, or go online again'], ['Mod+Shift+L', 'Lock'], ['Mod+,', 'Settings'], ['?', 'These shortcuts']],
  },
];

export function KeysOverlay() {
  const platform = useApp((state) => state.info?.platform ?? '');
  const words = useWords();
  const close = (): void => useApp.getState().show({ overlay: 'none' });
  return (
    <ModalOverlay className="scrim" isOpen isDismissable onOpenChange={(open) => open || close()}>
      <Modal className="dialog">
        <Dialog className="keys">
          <header className="dialog-head">
            <Heading slot="title">Keyboard shortcuts</Heading>
            <IconButton label="Close" onPress={close}>
              <X size={16} aria-hidden />
            </IconButton>
          </header>
          <div className="keys-groups">
            {groups.map((group) => (
              <section key={group.title}>
                <h3>{group.title}</h3>
                <dl>
                  {group.keys.map(([key, what]) => (
                    <div key={what}>
                      <dt>{chordWords(key, platform).split('  ').map((one) => <kbd key={one}>{one}</kbd>)}</dt>
                      <dd>{inWords(what, words)}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
