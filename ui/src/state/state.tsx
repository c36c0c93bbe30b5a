import classes from './state.module.css'

export type StateKind = 'active' | 'waiting' | 'stopped' | 'none'

/** A state by shape, colour and word. */
export function State({ kind, children }: { readonly kind: StateKind; readonly children: string }) {
  return (
    <span className={classes['state']} data-kind={kind}>
      <i aria-hidden="true" />
      {children}
    </span>
  )
}

/** A kind or a role; never a state that changes by itself. */
export function Tag({ children }: { readonly children: string }) {
  return <span className={classes['tag']}>{children}</span>
}
