import { Hono } from 'hono'
import { serve } from '@hono/node-server'
export const seesHttp = [Hono, serve]
