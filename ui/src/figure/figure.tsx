import classes from './figure.module.css'

export interface FigureProps {
  readonly name: string
  readonly value: string
  /** How it compares, e.g. `8 % more than in the 30 days before`. */
  readonly change?: string | undefined
  /** The definition of the figure. */
  readonly definition: string
}

/** One number with its name, its change and its definition. */
export function Figure({ name, value, change, definition }: FigureProps) {
  return (
    <div className={classes['figure']}>
      <h2>{name}</h2>
      <p className={classes['value']}>{value}</p>
      {change !== undefined && <p className="small">{change}</p>}
      <p className="quiet small">{definition}</p>
    </div>
  )
}
