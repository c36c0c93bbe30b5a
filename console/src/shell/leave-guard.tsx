import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
import { nextTask } from './next-task.ts'
import { LeaveQuestion } from './leave-question.tsx'

interface LeaveGuardProps {
  /** Returns the names of what is not saved, when somebody leaves. */
  readonly changed: () => readonly string[]
}

/** Asks before somebody leaves a page with unsaved changes, and names them. Filters of the same page are no leaving. */
export function LeaveGuard({ changed }: LeaveGuardProps) {
  const [asked, setAsked] = useState<readonly string[]>([])
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      const names = current.pathname === next.pathname ? [] : changed()
      if (names.length === 0) return false
      // The key that closes a dialog would close the question too.
      await nextTask()
      setAsked(names)
      return true
    },
    enableBeforeUnload: () => changed().length > 0,
    withResolver: true,
  })
  return (
    <LeaveQuestion changed={status === 'blocked' ? asked : []} onStay={() => reset?.()} onLeave={() => proceed?.()} />
  )
}
