import { Note } from '@gatehouse/ui'
import { Button, Group } from '@mantine/core'
import classes from './conflict-note.module.css'
import { texts } from './texts.ts'
import type { Conflict } from './use-meanwhile.ts'

interface ConflictNoteProps {
  readonly conflicts: readonly Conflict[]
  readonly labelOf: (field: string) => string
  readonly onKeepMine: () => void
  readonly onTakeTheirs: () => void
}

/** Shows both versions of what two people changed, and lets one of them decide. */
export function ConflictNote({ conflicts, labelOf, onKeepMine, onTakeTheirs }: ConflictNoteProps) {
  if (conflicts.length === 0) return null
  return (
    <div role="alert">
      <Note kind="warning">
        <b className="strong">{texts.conflictTitle}.</b> {texts.conflictText}
        <table className={classes['versions']}>
          <thead>
            <tr>
              <th scope="col">{texts.conflictField}</th>
              <th scope="col">{texts.theirs}</th>
              <th scope="col">{texts.mine}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map(({ field, mine, theirs }) => (
              <tr key={field}>
                <th scope="row">{labelOf(field)}</th>
                <td>{shown(theirs)}</td>
                <td>{shown(mine)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <Group gap="xs">
          <Button size="compact-sm" onClick={onTakeTheirs}>
            {texts.takeTheirs}
          </Button>
          <Button size="compact-sm" variant="outline" onClick={onKeepMine}>
            {texts.keepMine}
          </Button>
        </Group>
      </Note>
    </div>
  )
}

function shown(value: unknown): string {
  if (value === true) return texts.on
  if (value === false) return texts.off
  if (value === null || value === undefined || value === '') return texts.empty
  if (Array.isArray(value)) return value.length === 0 ? texts.empty : value.map(shown).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
