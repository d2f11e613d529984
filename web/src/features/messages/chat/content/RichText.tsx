import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { onlyEmoji, type Run, runs, shownLink } from "../../model/rich";
import { linked } from "../../model/text";
import type { InlineNode, Mark, TextContent } from "../../model/types";
import { CodeBlock } from "./CodeBlock";
import styles from "./RichText.module.css";

interface Props {
  content: TextContent;
  me: string;
}

/** Text nodes and checked addresses only: nothing of a message is ever read as markup. */
export function RichText({ content, me }: Props) {
  const emoji = onlyEmoji(content);
  const parts = runs(content.nodes);
  // Nodes have no identity of their own; the content is replaced as a whole.
  const shown = parts.map((run, at) => {
    const key = `${at}-${run.kind}`;
    return <Part key={key} run={run} me={me} />;
  });
  if (emoji > 0) return <span className={emoji <= 3 ? styles.huge : styles.large}>{shown}</span>;
  return shown;
}

function Part({ run, me }: { run: Run; me: string }) {
  if (run.kind === "inline") return <Inline nodes={run.nodes} me={me} />;
  const { node } = run;
  switch (node.type) {
    case "code_block":
      return <CodeBlock text={node.text} language={node.language ?? ""} />;
    case "quote":
      return (
        <blockquote className={styles.quote}>
          <Inline nodes={node.nodes} me={me} />
        </blockquote>
      );
    case "list": {
      const items = node.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no identity of their own
        <li key={at}>
          <Inline nodes={item} me={me} />
        </li>
      ));
      return node.ordered ? <ol className={styles.list}>{items}</ol> : <ul className={styles.list}>{items}</ul>;
    }
    default:
      return null; // a newer server's block
  }
}

function Inline({ nodes, me }: { nodes: InlineNode[]; me: string }) {
  return nodes.map((node, at) => {
    const key = `${at}-${node.type}`;
    return <One key={key} node={node} me={me} />;
  });
}

function One({ node, me }: { node: InlineNode; me: string }) {
  const { t } = useTranslation("messages");
  switch (node.type) {
    case "text":
      return marked(node.marks, node.marks?.includes("code") ? node.text : <Linked text={node.text} />);
    case "link":
      return marked(node.marks, <NamedLink url={node.url} text={node.text} />);
    case "mention":
    case "mention_all": {
      const mine = node.type === "mention_all" || node.account_id === me;
      return (
        <span className={mine ? styles.mentionMe : styles.mention}>
          @{node.type === "mention_all" ? t("everyone") : node.name}
        </span>
      );
    }
    default:
      return null;
  }
}

const ELEMENTS = { bold: "strong", italic: "em", strike: "s", code: "code" } as const;

function marked(marks: Mark[] | undefined, inner: ReactNode): ReactNode {
  let shown = inner;
  for (const mark of [...(marks ?? [])].reverse()) {
    const Element = ELEMENTS[mark];
    if (Element !== undefined) shown = <Element className={styles[mark]}>{shown}</Element>;
  }
  return shown;
}

function NamedLink({ url, text }: { url: string; text: string }) {
  const link = shownLink(url, text);
  if (link === null) return text;
  return (
    <>
      <Anchor href={link.href}>{link.text}</Anchor>
      {link.host !== null && <bdi className={styles.host}> {link.host}</bdi>}
    </>
  );
}

function Linked({ text }: { text: string }) {
  return linked(text).map((piece, at) => {
    const key = `${at}-${piece.type}`;
    if (piece.type === "text") return <Fragment key={key}>{piece.text}</Fragment>;
    return (
      <Anchor key={key} href={piece.href}>
        {piece.text}
      </Anchor>
    );
  });
}

function Anchor({ href, children }: { href: string; children: string }) {
  return (
    <a className={styles.link} href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
