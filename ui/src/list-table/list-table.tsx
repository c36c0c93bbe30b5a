import type { ReactNode } from 'react'
import classes from './list-table.module.css'

export interface Column<Row> {
  readonly name: string
  readonly show: (row: Row) => ReactNode
  /** Whether the column is left out where the sheet is narrow. */
  readonly isExtra?: boolean
}

export interface ListTableProps<Row> {
  /** The kind of the rows, for screen readers. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** The menu at the end of a row. */
  readonly menuOf?: (row: Row) => ReactNode
  /** Shown in place of the table when there are no rows. */
  readonly empty: ReactNode
}

/** Rows of one kind. On a phone each row becomes a block and each cell a line with its name. */
export function ListTable<Row>({ label, columns, rows, keyOf, menuOf, empty }: ListTableProps<Row>) {
  if (rows.length === 0) return empty
  return (
    <table className={classes['table']} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ name, isExtra }) => (
            <th key={name} scope="col" className={isExtra === true ? classes['extra'] : undefined}>
              {name}
            </th>
          ))}
          {menuOf && (
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ name, show, isExtra }) => (
              <td key={name} data-name={name} className={isExtra === true ? classes['extra'] : undefined}>
                {show(row)}
              </td>
            ))}
            {menuOf && <td className={classes['menu']}>{menuOf(row)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
