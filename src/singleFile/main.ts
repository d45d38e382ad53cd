/** The page as one file: what it fetches it finds inside. */
import './answerPage';
import '../main';
