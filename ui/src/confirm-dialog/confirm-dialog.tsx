import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import classes from './confirm-dialog.module.css'

export interface ConfirmDialogProps {
  readonly isOpen: boolean
  readonly title: string
  /** The things that will be removed, with numbers. */
  readonly children: ReactNode
  /** The name that the person types where the act cannot be undone. */
  readonly typed?: { readonly label: string; readonly name: string }
  readonly confirm: string
  /** The safe button; its text names the thing that stays. */
  readonly keep: string
  readonly problem?: ReactNode
  /** Whether the dialog names the production environment on top. */
  readonly isProduction?: boolean
  readonly isBusy: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks for confirmation before a removal. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, title, typed, confirm, keep, problem, isProduction = false, isBusy, onConfirm, onClose } = props
  const [text, setText] = useState('')
  const isMatching = typed === undefined || text.trim() === typed.name
  return (
    <Modal opened={isOpen} onClose={onClose} title={title}>
      {isProduction && <p className={classes['band']}>Production</p>}
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (isMatching) onConfirm()
        }}
      >
        <div>{props.children}</div>
        {typed && (
          <TextInput
            label={typed.label}
            description={typed.name}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        {typeof problem === 'string' ? <p role="alert">{problem}</p> : problem}
        <Group justify="flex-end">
          <Button onClick={onClose} {...(typed === undefined && { 'data-autofocus': true })}>
            {keep}
          </Button>
          <Button type="submit" variant="filled" color="red" loading={isBusy} disabled={!isMatching}>
            {confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
