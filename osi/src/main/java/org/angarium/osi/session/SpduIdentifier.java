package org.angarium.osi.session;

/** SI codes of X.225 §8.3 and what decides between two SPDUs that share one: the category. */
final class SpduIdentifier {
  static final int ER = 0;
  static final int GT = 1;
  static final int DT = 1;
  static final int PT = 2;
  static final int FN = 9;
  static final int DN = 10;
  static final int RF = 12;
  static final int CN = 13;
  static final int AC = 14;
  static final int CDO = 15;
  static final int OA = 16;
  static final int GTC = 21;
  static final int GTA = 22;
  static final int AB = 25;
  static final int AI = 25;
  static final int AA = 26;
  static final int AIA = 26;
  static final int AR = 29;
  static final int AE = 41;
  static final int AEA = 42;
  static final int AS = 45;
  static final int ED = 48;
  static final int MIP = 49;
  static final int MIA = 50;
  static final int AD = 57;
  static final int ADA = 58;

  private SpduIdentifier() {}

  /** Name of an SPDU that stands first in its TSDU. */
  static String firstName(int identifier) {
    return switch (identifier) {
      case GT -> "GT";
      case PT -> "PT";
      case 5 -> "EX";
      case 7 -> "PR";
      case 8 -> "NF";
      case FN -> "FN";
      case DN -> "DN";
      case RF -> "RF";
      case CN -> "CN";
      case AC -> "AC";
      case CDO -> "CDO";
      case OA -> "OA";
      case GTC -> "GTC";
      case GTA -> "GTA";
      case AB -> "AB";
      case AA -> "AA";
      case 33 -> "TD";
      default -> "SPDU " + identifier;
    };
  }

  /** Name of an SPDU that follows GT or PT. */
  static String secondName(int identifier) {
    return switch (identifier) {
      case ER -> "ER";
      case DT -> "DT";
      case AI -> "AI";
      case AIA -> "AIA";
      case AR -> "AR";
      case 34 -> "RA";
      case AE -> "AE";
      case AEA -> "AEA";
      case AS -> "AS";
      case ED -> "ED";
      case MIP -> "MIP";
      case MIA -> "MIA";
      case 53 -> "RS";
      case AD -> "AD";
      case ADA -> "ADA";
      case 61 -> "CD";
      case 62 -> "CDA";
      default -> "SPDU " + identifier;
    };
  }
}
