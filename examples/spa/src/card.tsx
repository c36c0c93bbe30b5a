import type { ReactNode } from 'react'

export function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="card">
      <p className="brand">Notebook</p>
      <h1>{title}</h1>
      {children}
    </main>
  )
}
