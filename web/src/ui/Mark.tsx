import { useId } from "react";

/** The mark of the product: three sleepers on two rails. */
export function Mark({ size = 38, className }: { size?: number; className?: string | undefined }) {
  const id = useId();
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" className={className} aria-hidden="true">
      <defs>
        <linearGradient id={id} x1="0" y1="0" x2="1" y2="1">
          <stop stopColor="#4c8dff" />
          <stop offset="1" stopColor="#1f4fcc" />
        </linearGradient>
      </defs>
      <rect width="64" height="64" rx="15" fill={`url(#${id})`} />
      <g fill="none" stroke="#fff" strokeLinecap="round">
        <path d="M22 14v36M42 14v36" strokeWidth="5" />
        <path d="M15 22h34M15 32h34M15 42h34" strokeWidth="4" opacity=".85" />
      </g>
    </svg>
  );
}
