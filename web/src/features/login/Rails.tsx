import css from "./Rails.module.css";

const sleepers = Array.from({ length: 11 }, (_, i) => {
  const near = (i / 10) ** 1.9; // closer together towards the horizon
  const y = 112 + near * 208;
  const half = 12 + near * 128;
  return { y, half, thick: 1.5 + near * 6.5 };
});

/** Two rails on one track run to the horizon; what is said stands beside them. */
export function Rails() {
  return (
    <svg className={css.picture} viewBox="0 0 400 320" fill="none" aria-hidden="true">
      <defs>
        <linearGradient id="rails-fade" x1="0" y1="0" x2="0" y2="1">
          <stop offset=".72" stopColor="#fff" />
          <stop offset="1" stopColor="#fff" stopOpacity="0" />
        </linearGradient>
        <mask id="rails-mask">
          <rect width="400" height="320" fill="url(#rails-fade)" />
        </mask>
      </defs>
      <circle cx="200" cy="112" r="64" className={css.sun} />
      <path d="M0 112h400" className={css.horizon} />
      <g mask="url(#rails-mask)">
        {sleepers.map((s) => (
          <path
            key={s.y}
            d={`M${200 - s.half} ${s.y}h${s.half * 2}`}
            className={css.sleeper}
            style={{ strokeWidth: s.thick }}
          />
        ))}
        <path d="M194 112 96 320M206 112l98 208" className={css.rail} />
      </g>
      <g className={css.bubble}>
        <rect x="18" y="150" width="116" height="46" rx="12" />
        <path d="M34 168h72M34 180h44" />
      </g>
      <g className={css.mine}>
        <rect x="276" y="196" width="110" height="42" rx="12" />
        <path d="M292 217h50" />
        <path d="m354 217 5 5 10-11" />
      </g>
    </svg>
  );
}
