import { Note } from '@gatehouse/ui'
import { Stack, Switch } from '@mantine/core'
import type { Problem } from '@gatehouse/api-client'
import { useAnswer } from '../shell/api.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { connectionsIn } from './strategies.ts'
import { texts } from './texts.ts'

interface MethodSwitchesProps {
  /** The ids of the connections that are on. */
  readonly on: readonly string[]
  readonly onSwitch: (connectionId: string, isOn: boolean) => void
  readonly isBusy: boolean
  /** Why the person may not switch. */
  readonly refusal: string | undefined
  readonly problem: Problem | null
}

/** A switch for each built-in method. Each takes effect at once, since one may switch others off. */
export function MethodSwitches({ on, onSwitch, isBusy, refusal, problem }: MethodSwitchesProps) {
  const connections = connectionsIn(useAnswer('GetConnections', { page_size: 100 }))
  return (
    <div>
      <fieldset disabled={refusal !== undefined} aria-label={texts.methods}>
        <Stack gap="sm">
          {connections.map(({ id, strategy }) => (
            <Switch
              key={id}
              label={texts.names[strategy]}
              description={texts.help[strategy]}
              checked={on.includes(id)}
              aria-busy={isBusy}
              onChange={(event) => {
                if (!isBusy) onSwitch(id, event.currentTarget.checked)
              }}
            />
          ))}
        </Stack>
      </fieldset>
      <p className="small quiet">{texts.exclusive}</p>
      {refusal !== undefined && <Note>{refusal}</Note>}
      <ProblemNote problem={problem} own={texts.problems} />
    </div>
  )
}
