import type { Problem } from '@gatehouse/api-client'
import { Note } from '@gatehouse/ui'
import { problemText } from './problem-text.ts'
import { SignInAgain } from './sign-in-again.tsx'

interface ProblemNoteProps {
  readonly problem: Problem | null
  readonly own?: Readonly<Record<string, string>> | undefined
}

/** Says in words why something was not done, and what to do next. */
export function ProblemNote({ problem, own }: ProblemNoteProps) {
  if (!problem) return null
  const isRecentNeeded = problem.code === 'RECENT_SIGN_IN_REQUIRED'
  return (
    <Note kind="danger">
      {problemText(problem, own)}{' '}
      {(isRecentNeeded || problem.status === 401) && <SignInAgain isRecentNeeded={isRecentNeeded} />}
    </Note>
  )
}
