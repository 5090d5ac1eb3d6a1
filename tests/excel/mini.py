"""A workbook of the old format, made for these tests: sheet 课表 with a header and two lessons."""

import base64
import zlib

_PACKED = (
    "c-rk)ZETZO6h8Ou$KG~d-C&9Xw}QepHVAVG&M9s%(2<B!oZ@5=%6z-cb!)TD1dL)C5{&~Q;fMYpF(f0JnD`MB{UM3lKN2+>6HGLk"
    "4E&=3Of?!q;#Qw?-rKILU9t`|e)M+dJ@=gZeb49J=bx2Koqo6c0;QEZ$w4!554lr#3gAf)J|aW&X5#U9f*sG5e^r^*m}TgM{9FK*"
    "c^<&jvh`}5EC0Q+lfw9oke{~EAn*_!plr$w(3sTu7BXgLf&CU*a_cXCefHn%#~px7_Rs#F?LQw-04M|$0gCMqKqY`uz!JbxK$++S"
    "(T#v*fSUm2faQP{fSUmofJ(iOl^QeLiu!868qKQ)uF3hHzqEKvNYU-04+}qGk&EmvKqKC9PKsV!1awh^b)z*9>h}L#WsB?~pm+}x"
    "P|{7PDLMsi5xp(kv+~^}+K19Y{zk3Qj~Xqq_ha&1CEp_A@gK;TuZ2?&J^V(r{ADo$MR}@~0u-V?+6O<_haTm0j_vC?>A}{aHcJcl"
    "y0+GhbJm9as9j{i13ySlp~oO~qNksB;M<K+Vbt5u-bWSA0vc!Qyw@7Eh5{j`&oJHFG%(OKJUk^<I8MLD{V5hd;b%TCCH!9&#y7I$"
    ")Blb?j=Rfr&$V{{SUSIE9)8_C{I&D&JsJ6~#D2{5eV(!T&RPCR14NYKjD1mu;F73YaB0*jcu6!*@Y1L&zE>>g2x34JhX|O<%vkS>"
    "M=_<sZ&H~6qK;#VF41Eg9b!9WC3lRY0I!^QEu=yN<;U25Kf;zxI;0S7%n8+kZwpoY<g??AiMV4To|wNO<or&%B?c9W*{CbSuO9@e"
    "3|964jgGGDXEWdPaVJoxWj+oxGnW4})^4pwy|;tzN4<mVSH@njnBTyR+rWre!QF8LyFxnaw1Zu@Sq7LDZ<)phM?~9m`sR4f0_^Dt"
    "oSrvPA}99YT<cm_T)Mciym^oCqqE|n)hq?7Q-{zp>0B!#YUMjBeG?J&u<)Lj@0#TJ@0+Vq>eb15thpwoei|OogI$qG%D`%MYFUB%"
    "@Z{d9<^)#sFj`D{R*p^TC9_zcv`CPH5+^hbpRU*0eoYk%Pi5d4X}oF4BofzXQwo$yQU)j^NjX3{l9UsaGfBBXxiqCDA8{uso|8p#"
    "(D2HMQ`?-N%p}FLcr<0mEM7g1Z@*YF8Hd5K!-4wo?;7#<WwYIzXUb2G<(c^IF4F@n|5%$X`<SUUowr_0j@SlS#Tly>z9;6(ke?ak"
    "m2o_V&v>^{O7FYvAV+kU$dWUuVl5Za5r%qTCOu~AL@JRJdgsXn6|yUb*Ulk*reS*ryXhXz*>?1G4~2)r!4dzq{oPi`f5+|XIs*Hw"
    "P{@)?-O?8fHeO5as%*!w=rR*0k#UB3Y3j&pKVNO{^}Tt*q}r<YzT&%oRp+)!-zIBRo6d8)^gZ?Je0N0Wyix6Mj_O?bhiN;9<uT!i"
    "H5fUtKSVmO<@ODF?nL=h{Y3c}KR)xVO08e-^E1ad|LOTt>zDgZzJl}DU43gS+f5p;OXukckL*i1<9$iXCy8?0-l*GKQr-@HSDPb|"
    "N35aYzVP7OJL3CoSYJ=M^3N>S^ZhUSljcJ*jbWXNYKOE7s}E5>GH%{Sf7bgig|-=5&*E9Ut1ssz{6s6(9l#5x9ea3kQR_QW-rx%v"
    "!?v_N>8IN99<UZIKaM@wzW-P0x4OJa=pno~2Jj1r?6*S;f+7><jNru)250_Kt=D&DasRgf&L!91iWRzL50+?PcKc~u#QCcLZ{+^}"
    "BjpbZlPTQ"
)


def old_workbook() -> bytes:
    """Its bytes."""
    return zlib.decompress(base64.b85decode(_PACKED))
