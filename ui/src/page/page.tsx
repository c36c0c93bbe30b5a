import type { ReactNode } from 'react'
import classes from './page.module.css'

export interface PageTab {
  readonly href: string
  readonly label: string
  readonly isOpen: boolean
}

export interface PageProps {
  /** The way back: the list that this page belongs to. */
  readonly back?: { readonly href: string; readonly label: string }
  readonly title: string
  /** The picture or sign of the thing that the page is about. */
  readonly mark?: ReactNode
  /** One sentence that explains the purpose of the page. */
  readonly lead?: ReactNode
  /** At most one primary action, and what goes with it. */
  readonly actions?: ReactNode
  readonly tabs?: readonly PageTab[]
  /** Whether the content takes all the room that there is, as a workbench does. */
  readonly isWide?: boolean
  readonly children: ReactNode
}

/** The anatomy that every page has: way back, title, one sentence, actions, tabs, content. */
export function Page({ back, title, mark, lead, actions, tabs, isWide = false, children }: PageProps) {
  return (
    <div className={classes['page']} data-wide={isWide}>
      <title>{`${title} · Gatehouse`}</title>
      {back && (
        <nav className={classes['back']} aria-label="Way back">
          <a href={back.href}>{back.label}</a>
        </nav>
      )}
      <header className={classes['head']}>
        <div className={classes['subject']}>
          {mark}
          <div>
            <h1 tabIndex={-1}>{title}</h1>
            {lead && <p>{lead}</p>}
          </div>
        </div>
        {actions && <div className={classes['actions']}>{actions}</div>}
      </header>
      {tabs && <Tabs tabs={tabs} title={title} />}
      {children}
    </div>
  )
}

/** Moves the row of tabs, where it is wider than the screen, so that the open one is seen. The page itself stays. */
function showTab(tab: HTMLAnchorElement | null): void {
  const row = tab?.parentElement
  if (tab && row) row.scrollLeft = tab.offsetLeft - row.offsetLeft
}

function Tabs({ tabs, title }: { readonly tabs: readonly PageTab[]; readonly title: string }) {
  return (
    <nav className={classes['tabs']} aria-label={title}>
      {tabs.map(({ href, label, isOpen }) => (
        <a key={href} href={href} aria-current={isOpen ? 'page' : undefined} ref={isOpen ? showTab : null}>
          {label}
        </a>
      ))}
    </nav>
  )
}
