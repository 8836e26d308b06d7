/** How the network is today: added latency in real milliseconds, and a share of requests answered with an error. */
export interface Weather {
  latencyMs: number
  errorRate: number
  errorStatus: number
}

export const calmWeather = (): Weather => ({ latencyMs: 0, errorRate: 0, errorStatus: 503 })
