/** The link as a QR code, for phones in a classroom: dark on white in every theme, since some readers want it so. */
import { text } from '../../text/text';
import { qrPath, type QrPath } from './qrPath';
import styles from './ShareDialog.module.css';

const words = text.classroom.share.qr;

function pathOrNone(address: string): QrPath | null {
  try {
    return qrPath(address);
  } catch {
    return null;
  }
}

export default function QrCode({ address }: { readonly address: string }) {
  const code = pathOrNone(address);
  if (code === null) return <p>{words.tooLong}</p>;
  return (
    <svg
      className={styles.qr}
      viewBox={`0 0 ${code.size} ${code.size}`}
      role="img"
      aria-label={words.alt(address)}
      shapeRendering="crispEdges"
      data-testid="share-qr"
    >
      <rect width={code.size} height={code.size} fill="white" />
      <path d={code.path} fill="black" />
    </svg>
  );
}
