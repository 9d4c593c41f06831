import { Component } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../theme/button.tsx';
import './welcome.css';

/** Catches a fault of the screens themselves, so that nobody is left before an empty window. Edits are the engine's and are safe. */
export class Failure extends Component<{ children: ReactNode }, { what: string }> {
  override state = { what: '' };

  static getDerivedStateFromError(error: unknown): { what: string } {
    return { what: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.what === '') return this.props.children;
    return (
      <main className="welcome" aria-label="Failure">
        <div className="welcome-body trouble">
          <h1>This screen stopped working</h1>
          <p>That is a fault of Agentbook. Your clients and every edit you saved are safe; only what was being typed is lost.</p>
          <p className="trouble-text selectable">{this.state.what}</p>
          <div>
            <Button look="primary" autoFocus onPress={() => this.setState({ what: '' })}>
              Show it again
            </Button>
          </div>
        </div>
      </main>
    );
  }
}
