import { Button, Tooltip, type ButtonProps } from '@mantine/core'
import type { MouseEvent } from 'react'

export interface ReasonedButtonProps extends ButtonProps {
  /** Why the button is not available; absent where it is. */
  readonly reason?: string | undefined
  readonly href?: string
  readonly onClick?: () => void
  readonly type?: 'button' | 'submit'
}

/** A button that keeps its focus and says why when it is not available. */
export function ReasonedButton({ reason, href, onClick, type = 'button', ...rest }: ReasonedButtonProps) {
  if (reason !== undefined) {
    return (
      <Tooltip label={reason} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
        <Button {...rest} data-disabled aria-disabled="true" aria-description={reason} onClick={refuse} type="button" />
      </Tooltip>
    )
  }
  if (href !== undefined) return <Button {...rest} component="a" href={href} />
  return <Button {...rest} type={type} {...(onClick && { onClick })} />
}

function refuse(event: MouseEvent): void {
  event.preventDefault()
}
