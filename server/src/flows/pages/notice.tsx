import type { Child } from 'hono/jsx'
import { Icon, type IconName } from './icon.tsx'

const icons = { success: 'check', problem: 'alert', neutral: 'mail' } as const satisfies Record<string, IconName>

interface NoticeProps {
  readonly tone: keyof typeof icons
  readonly children: Child
}

/** A notice about the page as a whole. Problems interrupt a screen reader, all others wait for their turn. */
export function Notice({ tone, children }: NoticeProps) {
  return (
    <div class={`notice ${tone}`} role={tone === 'problem' ? 'alert' : 'status'}>
      <Icon name={icons[tone]} />
      <div>{children}</div>
    </div>
  )
}

export interface FieldProblem {
  readonly field: string
  readonly text: string
}

/** All problems of a form in one place, each a link to its field; a single problem appears at its field only. */
export function ProblemSummary({ title, problems }: { title: string; problems: readonly FieldProblem[] }) {
  if (problems.length < 2) return null
  return (
    <Notice tone="problem">
      <p>{title}</p>
      <ul>
        {problems.map(({ field, text }) => (
          <li>
            <a href={`#${field}`}>{text}</a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

interface IdentityLineProps {
  readonly address: string
  readonly children?: Child
}

/** The identity of the sign-in, as typed, with the way to change it. */
export function IdentityLine({ address, children }: IdentityLineProps) {
  return (
    <div class="identity">
      <Icon name="user" />
      <Address>{address}</Address>
      {children}
    </div>
  )
}

/** An address keeps its order inside a right-to-left sentence; the stylesheet breaks a long one anywhere. */
export function Address({ children: address }: { children: string }) {
  return <bdi dir="ltr">{address}</bdi>
}
