import type { ReactNode } from 'react';
import { Button as AriaButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import type { ButtonProps } from 'react-aria-components';

interface Props extends Omit<ButtonProps, 'className' | 'children'> {
  look?: 'primary' | 'danger' | 'plain' | 'normal';
  small?: boolean;
  children: ReactNode;
}

export function Button({ look = 'normal', small = false, children, ...rest }: Props) {
  return (
    <AriaButton {...rest} className={`button ${look}${small ? ' small' : ''}`}>
      {children}
    </AriaButton>
  );
}

/** A button that shows only a picture: its name is read out, and shown as a tooltip on hover and on keyboard focus. */
export function IconButton({ label, children, ...rest }: Omit<Props, 'look' | 'small'> & { label: string }) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <AriaButton {...rest} aria-label={label} className="button icon">
        {children}
      </AriaButton>
      <Tooltip className="tooltip" offset={4}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
