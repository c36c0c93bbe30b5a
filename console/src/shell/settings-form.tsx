import { Note, UnsavedBar } from '@gatehouse/ui'
import type { ReactNode } from 'react'
import { ConflictNote } from './conflict-note.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { ProblemNote } from './problem-note.tsx'
import { texts } from './texts.ts'
import type { SettingsForm, SettingViews } from './use-settings-form.ts'

interface SettingsFormFrameProps<Views extends SettingViews> {
  readonly of: SettingsForm<Views>
  /** The name of each setting, as the page says it. */
  readonly nameOf: (name: keyof Views & string) => string
  readonly save: string
  readonly saved: string
  readonly children: ReactNode
}

/** The frame of settings: sections of them, and the bar that names what is not saved. */
export function SettingsFormFrame<Views extends SettingViews>(props: SettingsFormFrameProps<Views>) {
  const { of, nameOf, save, saved, children } = props
  const changed = of.changed.map(nameOf)
  const labels = new Map<string, string>(of.changed.map((name) => [name, nameOf(name)]))
  return (
    <form onSubmit={of.submit} noValidate>
      {of.refusal !== undefined && <Note>{of.refusal}</Note>}
      <fieldset disabled={of.refusal !== undefined}>{children}</fieldset>
      <UnsavedBar
        changed={changed}
        save={save}
        reason={of.hasProblems ? texts.notAccepted : undefined}
        isBusy={of.isBusy}
        problem={
          <>
            <ProblemNote problem={of.problem} own={of.problems} />
            <ConflictNote
              conflicts={of.conflicts}
              labelOf={(field) => labels.get(field) ?? field}
              onKeepMine={of.keepMine}
              onTakeTheirs={of.takeTheirs}
            />
          </>
        }
        saved={of.isSaved && saved}
        onDiscard={of.discard}
      />
      <LeaveGuard changed={() => changed} />
    </form>
  )
}
