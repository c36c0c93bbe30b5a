import type { Problem } from '@gatehouse/api-client'
import { Note } from '@gatehouse/ui'
import { signInAt } from '../paths.ts'
import { problemText } from './problem-text.ts'

interface ProblemNoteProps {
  readonly problem: Problem | null
  readonly own?: Readonly<Record<string, string>>
}

/** Says in words why something was not done, and what to do next. */
export function ProblemNote({ problem, own }: ProblemNoteProps) {
  if (!problem) return null
  const isRecentNeeded = problem.code === 'RECENT_SIGN_IN_REQUIRED'
  return (
    <Note kind="danger">
      {problemText(problem, own)}
      {(isRecentNeeded || problem.status === 401) && (
        <>
          {' '}
          <a className="link" href={signInAt(location.pathname + location.search, { isRecentNeeded })}>
            Sign in again
          </a>
        </>
      )}
    </Note>
  )
}
