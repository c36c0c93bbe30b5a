import { Modal } from '@mantine/core'
import { createContext, use, useEffect, useRef, useState, type ReactNode } from 'react'
import { nextTask } from './next-task.ts'
import { LeaveQuestion } from './leave-question.tsx'

type Changed = () => readonly string[]

interface DialogForms {
  /** Takes a form of the dialog; returns the function that gives it back. */
  readonly register: (changed: Changed) => () => void
  /** Closes the dialog, after a question where a form has changes. */
  readonly close: () => void
}

const DialogContext = createContext<DialogForms | undefined>(undefined)

interface FormDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly title: ReactNode
  readonly children: ReactNode
}

/** A dialog without an address of its own. Like leaving a page, closing it asks about unsaved changes. */
export function FormDialog({ opened, onClose, title, children }: FormDialogProps) {
  const forms = useRef(new Set<Changed>())
  const [asked, setAsked] = useState<readonly string[]>([])
  const close = () => {
    const names = [...forms.current].flatMap((changed) => changed())
    if (names.length === 0) return onClose()
    // The key that closes the dialog would close the question too.
    void nextTask().then(() => setAsked(names))
  }
  const register = (changed: Changed) => {
    forms.current.add(changed)
    return () => forms.current.delete(changed)
  }
  const leave = () => {
    setAsked([])
    onClose()
  }
  return (
    <DialogContext value={{ register, close }}>
      <Modal opened={opened} onClose={close} title={title}>
        {children}
      </Modal>
      <LeaveQuestion changed={asked} onStay={() => setAsked([])} onLeave={leave} />
    </DialogContext>
  )
}

/** Registers a form with the dialog around it; returns how to close that dialog, if there is one. */
export function useDialogForm(changed: Changed): (() => void) | undefined {
  const dialog = use(DialogContext)
  useEffect(() => dialog?.register(changed), [dialog, changed])
  return dialog?.close
}
