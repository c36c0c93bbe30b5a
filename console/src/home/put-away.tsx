import { ReasonedButton } from '@gatehouse/ui'
import { useAction, useRefusal } from '../shell/api.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { texts } from './texts.ts'

/** Puts the checklist away for the whole team, or takes it out again. */
export function PutAway({ isAway }: { readonly isAway: boolean }) {
  const refusal = useRefusal('updateChecklist')
  const change = useAction('updateChecklist', { refresh: ['getChecklist'] })
  return (
    <div>
      <ReasonedButton
        variant="subtle"
        reason={refusal}
        onClick={() => change.mutate({ body: { is_put_away: !isAway } })}
      >
        {isAway ? texts.takeOut : texts.putAway}
      </ReasonedButton>
      <ProblemNote problem={change.error} />
    </div>
  )
}
